{{ stage('iru_cla_reviews') }}
