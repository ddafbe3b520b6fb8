{{ stage('ssd_cla_reviews') }}
