{{ stage('iru_practice_observations') }}
