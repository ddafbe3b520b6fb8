{{ stage('iru_cin_reviews') }}
