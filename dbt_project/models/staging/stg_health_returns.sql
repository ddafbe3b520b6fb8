{{ stage('iru_health_returns') }}
