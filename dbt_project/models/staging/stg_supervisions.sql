{{ stage('iru_supervisions') }}
