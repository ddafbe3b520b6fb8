{{ stage('iru_persons') }}
