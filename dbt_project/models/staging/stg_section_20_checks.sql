{{ stage('iru_s20_checks') }}
