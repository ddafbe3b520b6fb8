{{ stage('iru_staff') }}
