namespace Parlance.Scenarios.Stories.FortiFun;

/// <summary>Which story proves that a defect of the server that was replaced is not ours: the numbers of section 6 of the wire contract.</summary>
public class Defects
{
    private static readonly (int Number, string Wanted, string Proof)[] Table =
    [
        (1, "messages reach participants only", nameof(Talking.A_message_reaches_every_socket_of_both_once_and_nobody_else)),
        (2, "joining, typing and receipts are for participants", nameof(Talking.Typing_is_for_those_who_joined_and_joining_for_participants)),
        (3, "bound sockets are joined and checked", nameof(Talking.A_bound_socket_speaks_for_its_conversation)),
        (4, "posting answers the whole message", nameof(Talking.Posting_answers_the_whole_message_and_only_the_author_changes_it)),
        (5, "no bare frame beside the other", nameof(Talking.A_message_reaches_every_socket_of_both_once_and_nobody_else)),
        (6, "nothing without a token", nameof(Accounts.Nothing_works_without_a_token)),
        (7, "foreign conversations are not there", nameof(FortiBadInput.Other_peoples_conversations_are_not_there_and_nothing_happens_to_them)),
        (8, "receipts over the socket are stored", nameof(Talking.A_receipt_over_the_socket_is_stored_and_told_to_the_author)),
        (9, "no two accounts in each other's way", nameof(Accounts.Two_with_the_same_local_part_get_different_usernames)),
        (10, "only authors change messages", nameof(Talking.Posting_answers_the_whole_message_and_only_the_author_changes_it)),
        (11, "what was left comes back", nameof(Talking.What_was_left_comes_back_when_somebody_writes_again)),
        (12, "presence counts sockets", nameof(Talking.Presence_counts_sockets)),
        (13, "no secrets in the log, no exception texts", nameof(Doors.No_word_no_name_and_no_token_is_in_the_log)),
        (13, "the same, frames", nameof(Doors.Frames_that_are_wrong_are_answered_and_the_socket_lives)),
        (14, "no downloads on behalf of callers", nameof(FortiBadInput.What_was_harmful_in_the_server_before_is_not_there)),
        (15, "no default secrets", nameof(FortiBadInput.No_secret_of_the_source_signs_tokens_in_production)),
        (16, "one conversation a pair", nameof(Talking.Two_who_write_to_each_other_at_once_have_one_conversation)),
        (17, "origins by name", nameof(FortiBadInput.Pages_elsewhere_are_let_in_by_name_only)),
        (18, "frames and messages have a limit", nameof(Doors.Twenty_frames_a_second_and_not_more)),
        (18, "the same, sizes", nameof(FortiBadInput.Fields_of_the_wrong_type_are_named)),
    ];

    [Fact]
    public void Every_numbered_defect_has_a_story() =>
        Table.Select(row => row.Number).Distinct().ShouldBe(Enumerable.Range(1, 18));
}
