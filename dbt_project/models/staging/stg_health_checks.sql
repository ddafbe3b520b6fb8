{{ stage('ssd_cla_health') }}
