{{ stage('iru_lado_referrals') }}
