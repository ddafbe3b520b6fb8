{{ stage('iru_lado_training') }}
