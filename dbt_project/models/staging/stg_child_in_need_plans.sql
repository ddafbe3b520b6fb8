{{ stage('ssd_cin_plans') }}
