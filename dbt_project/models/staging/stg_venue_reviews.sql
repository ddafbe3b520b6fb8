{{ stage('iru_venue_reviews') }}
