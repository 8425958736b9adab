namespace Parlance.Scenarios.Stories.Besage;

/// <summary>Which story proves that a defect of the server that was replaced is not ours: the numbers of section 6 of the wire contract.</summary>
public class Defects
{
    private static readonly (int Number, string Wanted, string Proof)[] Table =
    [
        (1, "accounts and messages are changed by their owners", nameof(BesageBadInput.What_is_others_is_neither_shown_nor_changed)),
        (2, "a status is told once a socket", nameof(Live.Two_people_write_to_each_other_and_see_what_was_read)),
        (3, "profiles can be changed", nameof(Profiles.The_clients_own_calls_work)),
        (4, "nested paths are there", nameof(Doors.One_trailing_slash_changes_nothing)),
        (5, "both forms of lists are read", nameof(Doors.Origins_and_hosts_are_read_as_documented_and_as_coded)),
        (6, "one shape of `chat_message`", nameof(Live.What_is_posted_over_rest_is_not_drawn_twice_on_the_device_it_came_from)),
        (6, "the same, all its fields", nameof(Live.Two_people_write_to_each_other_and_see_what_was_read)),
        (7, "the status of a message is the lowest of all receivers", nameof(Live.A_message_has_a_status_for_each_receiver_as_soon_as_it_is_there)),
        (7, "and never goes back", nameof(Live.A_status_never_goes_back)),
        (8, "who is online is who is connected", nameof(Live.Somebody_is_offline_when_their_last_device_has_left)),
        (9, "offline with the last socket only", nameof(Live.Somebody_is_offline_when_their_last_device_has_left)),
        (10, "a message and its statuses are stored at once", nameof(Live.A_message_has_a_status_for_each_receiver_as_soon_as_it_is_there)),
        (11, "ids in a text are JSON", nameof(Chats.A_chat_of_two_bears_the_other_ones_name_and_is_told_to_them)),
        (11, "and nothing else", nameof(BesageBadInput.A_value_of_any_type_in_any_field_is_never_an_error_of_the_server)),
        (12, "pages that are none are refused", nameof(BesageBadInput.A_page_that_is_none_is_refused_and_one_beyond_the_end_is_empty)),
        (13, "reactions are for participants", nameof(BesageBadInput.What_is_others_is_neither_shown_nor_changed)),
        (14, "no secrets in the log", nameof(Doors.No_word_and_no_token_is_in_the_log)),
        (15, "pictures are told by their content", nameof(Profiles.A_picture_is_told_by_its_content_and_named_by_the_server)),
        (16, "pictures are served safely", nameof(Profiles.A_picture_is_told_by_its_content_and_named_by_the_server)),
        (16, "and a worker gets only pictures, each in its owner's folder", nameof(Profiles.Pictures_go_to_the_operators_worker_when_there_is_one)),
        (17, "participants given twice are skipped", nameof(Chats.A_chat_of_two_bears_the_other_ones_name_and_is_told_to_them)),
        (18, "a deleted chat has no socket", nameof(Chats.A_deleted_chat_is_gone_for_both_and_comes_back_with_its_history)),
    ];

    [Fact]
    public void Every_numbered_defect_has_a_story() =>
        Table.Select(row => row.Number).Distinct().ShouldBe(Enumerable.Range(1, 18));
}
