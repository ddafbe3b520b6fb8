{{ stage('ssd_family') }}
