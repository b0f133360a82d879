from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("community", "0014_appeal_due"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='charter',
            constraint=models.CheckConstraint(condition=models.Q(('young_city__gte', 0), ('young_city__lte', 1000)), name='charter_young_city_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('account_days__gte', 0), ('account_days__lte', 3650)), name='charterstep_account_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('standing_days__gte', 0), ('standing_days__lte', 3650)), name='charterstep_standing_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('articles_opened__gte', 0), ('articles_opened__lte', 3650)), name='charterstep_articles_opened_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('opened_days__gte', 0), ('opened_days__lte', 3650)), name='charterstep_opened_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('active_days__gte', 0), ('active_days__lte', 3650)), name='charterstep_active_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('active_window_days__gte', 1), ('active_window_days__lte', 3650)), name='charterstep_active_window_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('comments__gte', 0), ('comments__lte', 3650)), name='charterstep_comments_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('comment_articles__gte', 0), ('comment_articles__lte', 3650)), name='charterstep_comment_articles_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('constructive_people__gte', 0), ('constructive_people__lte', 3650)), name='charterstep_constructive_people_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('clean_days__gte', 0), ('clean_days__lte', 3650)), name='charterstep_clean_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('endorsements__gte', 0), ('endorsements__lte', 50)), name='charterstep_endorsements_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('endorsements_each__gte', 0), ('endorsements_each__lte', 100)), name='charterstep_endorsements_each_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('endorsement_days__gte', 1), ('endorsement_days__lte', 365)), name='charterstep_endorsement_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('quiz_questions__gte', 0), ('quiz_questions__lte', 50)), name='charterstep_quiz_questions_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('quiz_right__gte', 0), ('quiz_right__lte', 50)), name='charterstep_quiz_right_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('hearing_days__gte', 0), ('hearing_days__lte', 90)), name='charterstep_hearing_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('ballot_days__gte', 0), ('ballot_days__lte', 90)), name='charterstep_ballot_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('grant_percent__gte', 51), ('grant_percent__lte', 100)), name='charterstep_grant_percent_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('editor_percent__gte', 1), ('editor_percent__lte', 100)), name='charterstep_editor_percent_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('quorum_least__gte', 1), ('quorum_least__lte', 10000)), name='charterstep_quorum_least_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('quorum_percent__gte', 0), ('quorum_percent__lte', 100)), name='charterstep_quorum_percent_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('young_roll__gte', 0), ('young_roll__lte', 3650)), name='charterstep_young_roll_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('decision_days__gte', 1), ('decision_days__lte', 90)), name='charterstep_decision_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='charterstep',
            constraint=models.CheckConstraint(condition=models.Q(('wait_days__gte', 0), ('wait_days__lte', 3650)), name='charterstep_wait_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('comments_before_trust__gte', 0), ('comments_before_trust__lte', 20)), name='city_comments_before_trust_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('visitor_links__gte', 0), ('visitor_links__lte', 50)), name='city_visitor_links_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('resident_links__gte', 0), ('resident_links__lte', 50)), name='city_resident_links_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('citizen_links__gte', 0), ('citizen_links__lte', 50)), name='city_citizen_links_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('visitor_edit_minutes__gte', 0), ('visitor_edit_minutes__lte', 10080)), name='city_visitor_edit_minutes_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('resident_edit_minutes__gte', 0), ('resident_edit_minutes__lte', 10080)), name='city_resident_edit_minutes_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('citizen_edit_minutes__gte', 0), ('citizen_edit_minutes__lte', 10080)), name='city_citizen_edit_minutes_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('visitor_hold_weight__gte', 1), ('visitor_hold_weight__lte', 100)), name='city_visitor_hold_weight_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('resident_hold_weight__gte', 1), ('resident_hold_weight__lte', 100)), name='city_resident_hold_weight_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('citizen_hold_weight__gte', 1), ('citizen_hold_weight__lte', 100)), name='city_citizen_hold_weight_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('visitor_report_weight__gte', 0), ('visitor_report_weight__lte', 100)), name='city_visitor_report_weight_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('resident_report_weight__gte', 0), ('resident_report_weight__lte', 100)), name='city_resident_report_weight_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('citizen_report_weight__gte', 0), ('citizen_report_weight__lte', 100)), name='city_citizen_report_weight_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('report_after_days__gte', 0), ('report_after_days__lte', 365)), name='city_report_after_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('constructive_after_days__gte', 0), ('constructive_after_days__lte', 365)), name='city_constructive_after_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('constructive_per_day__gte', 1), ('constructive_per_day__lte', 100)), name='city_constructive_per_day_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('close_discussion_days__gte', 0), ('close_discussion_days__lte', 3650)), name='city_close_discussion_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('appeal_days__gte', 1), ('appeal_days__lte', 365)), name='city_appeal_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('juror_days__gte', 1), ('juror_days__lte', 30)), name='city_juror_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('panel_days__gte', 1), ('panel_days__lte', 90)), name='city_panel_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('dormant_months__gte', 1), ('dormant_months__lte', 120)), name='city_dormant_months_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('dormant_notice_days__gte', 1), ('dormant_notice_days__lte', 60)), name='city_dormant_notice_days_in_range'),
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('appeal_editor_days__gte', 1), ('appeal_editor_days__lte', 90)), name='city_appeal_editor_days_in_range'),
        ),
    ]
