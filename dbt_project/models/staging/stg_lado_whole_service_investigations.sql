{{ stage('iru_lado_whole_service') }}
