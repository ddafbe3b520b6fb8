{{ stage('ssd_permanence') }}
