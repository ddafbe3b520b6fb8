{{ stage('iru_conferences') }}
