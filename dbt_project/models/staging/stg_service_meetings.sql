{{ stage('iru_service_meetings') }}
