{{ stage('iru_advocacy_referrals') }}
