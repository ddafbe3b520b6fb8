{{ stage('ssd_department') }}
