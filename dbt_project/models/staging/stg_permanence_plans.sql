{{ stage('iru_permanence_plans') }}
