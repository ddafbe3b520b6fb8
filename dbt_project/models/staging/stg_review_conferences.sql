{{ stage('ssd_cp_reviews') }}
