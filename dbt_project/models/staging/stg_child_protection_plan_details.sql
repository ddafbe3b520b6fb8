{{ stage('iru_cp_plans') }}
