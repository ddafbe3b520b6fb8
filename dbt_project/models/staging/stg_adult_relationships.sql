{{ stage('iru_adult_relationships') }}
