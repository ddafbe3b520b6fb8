{{ stage('iru_post_establishment') }}
