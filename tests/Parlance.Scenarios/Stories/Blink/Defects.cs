namespace Parlance.Scenarios.Stories.Blink;

/// <summary>Which story proves that a defect of the server that was replaced is not ours: the numbers of section 6 of the wire contract.</summary>
public class Defects
{
    private static readonly (int Number, string Wanted, string Proof)[] Table =
    [
        (1, "matched once", nameof(Meeting.Each_is_told_of_their_match_once)),
        (2, "the dead are met by nobody", nameof(Doors.A_half_open_connection_is_announced_to_nobody)),
        (3, "nobody meets themselves", nameof(Meeting.Nobody_meets_themselves_on_a_second_device)),
        (4, "next and a lost partner lead to the next match", nameof(Parting.Next_without_closing_brings_the_one_who_waits_longest)),
        (5, "one end a match", nameof(Parting.Next_as_the_front_end_does_it)),
        (6, "nobody is lost or doubled in the queue", nameof(Crowds.Two_hundred_at_once_are_a_hundred_pairs)),
        (7, "over for both at once", nameof(Parting.After_the_end_nothing_of_it_reaches_the_partner_of_before)),
        (8, "mistakes are 400", nameof(Accounts.What_is_wrong_with_a_registration_is_told_with_400_in_debug_mode_too)),
        (9, "names, and nothing internal", nameof(Meeting.A_partner_is_shown_by_name_and_without_anything_internal)),
        (10, "no names are changed in silence", nameof(Accounts.What_is_wrong_with_a_registration_is_told_with_400_in_debug_mode_too)),
        (11, "records wait for nobody", "Parlance.Tests: BlinkOutageTests.Matches_are_made_while_records_cannot_be_written_and_are_recorded_later"),
        (12, "without the database 1011", "Parlance.Tests: BlinkOutageTests.A_visitor_whose_account_cannot_be_looked_up_is_told_to_come_back"),
        (13, "random names", nameof(Meeting.Anonymous_names_do_not_repeat)),
        (14, "binary frames are passed over", nameof(BlinkBadInput.Garbage_in_a_match_reaches_nobody_and_ends_nothing)),
        (15, "a ban ends the socket", "Parlance.Tests: BlinkOutageTests.A_ban_ends_the_match_and_the_socket_and_keeps_the_account_out"),
        (16, "no tokens in the log", nameof(Doors.No_word_no_signal_and_no_token_is_in_the_log)),
        (17, "sizes and rates have limits", nameof(Doors.Too_much_is_passed_over_and_nobody_is_put_out)),
    ];

    [Fact]
    public void Every_numbered_defect_has_a_story() =>
        Table.Select(row => row.Number).ShouldBe(Enumerable.Range(1, 17));
}
