{{ stage('iru_checklists') }}
