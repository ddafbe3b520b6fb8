{{ stage('ssd_cp_plans') }}
