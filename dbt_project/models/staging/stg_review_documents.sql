{{ stage('iru_review_documents') }}
