{{ stage('iru_midpoint_checks') }}
