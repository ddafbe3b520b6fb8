{{ stage('ssd_initial_cp_conference') }}
