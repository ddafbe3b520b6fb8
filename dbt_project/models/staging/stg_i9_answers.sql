{{ stage('iru_i9_answers') }}
