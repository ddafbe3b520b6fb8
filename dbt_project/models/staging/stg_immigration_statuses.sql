{{ stage('ssd_immigration_status') }}
