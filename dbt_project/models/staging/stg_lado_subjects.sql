{{ stage('iru_lado_subjects') }}
