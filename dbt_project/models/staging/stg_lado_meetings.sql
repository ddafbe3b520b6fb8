{{ stage('iru_lado_meetings') }}
