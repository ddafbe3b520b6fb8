{{ stage('iru_venues') }}
