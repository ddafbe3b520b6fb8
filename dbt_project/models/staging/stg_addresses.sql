{{ stage('ssd_address') }}
