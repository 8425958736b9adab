namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Which story proves that a defect of the servers that were replaced is not ours: the numbers of section 6 of the wire contract.</summary>
public class Defects
{
    private static readonly (int Number, string Wanted, string Proof)[] Table =
    [
        (1, "nobody acts as another, in frames, over REST or in the socket's path", nameof(Impersonation.Who_claims_to_be_another_in_a_frame_is_shown_as_who_they_are)),
        (1, "an account is spoken for with its token, from where it proved itself, or with its cookie", nameof(Impersonation.An_account_is_not_spoken_for_without_its_token)),
        (1, "the same, cookie", nameof(Impersonation.The_session_cookie_lets_an_account_move_to_another_address)),
        (1, "a guest belongs to who is there", nameof(Impersonation.A_guest_belongs_to_who_is_there_and_is_free_when_they_are_gone)),
        (2, "POST /users gives a fresh guest", nameof(Impersonation.The_same_name_twice_is_two_guests_and_the_name_of_an_account_is_taken)),
        (3, "no profile or password of others, none out of nothing", nameof(Impersonation.Nobody_edits_or_makes_somebody_else)),
        (4, "one slow hash, passwords of any length", nameof(AccountsAndTokens.Of_a_long_password_every_character_counts)),
        (5, "/auth/me reads the header", nameof(AccountsAndTokens.The_token_is_read_from_the_header_and_says_what_the_contract_says)),
        (6, "tokens expire and outlive the process", nameof(AccountsAndTokens.The_token_is_read_from_the_header_and_says_what_the_contract_says)),
        (6, "the same, restart", nameof(Surviving.Everything_is_there_after_a_restart)),
        (7, "tabs do not replace each other", nameof(Meeting.A_second_tab_and_its_end_go_unnoticed)),
        (8, "the state holds who is connected", nameof(Meeting.Only_those_who_are_connected_are_in_the_state_of_the_room)),
        (9, "nameless rooms and `dm` are not listed", nameof(RoomLists.Rooms_nobody_named_are_not_listed)),
        (10, "presence on the DM channel is for partners", nameof(DirectMessages.Those_who_share_no_conversation_see_nothing_of_each_other)),
        (11, "direct messages wait and come once", nameof(DirectMessages.A_message_waits_for_who_is_away_and_is_delivered_once)),
        (12, "password rooms are shut everywhere", nameof(PasswordRooms.The_password_is_asked_of_everybody_but_the_creator)),
        (12, "the same, socket and history", nameof(PasswordRooms.Socket_and_history_are_shut_without_the_password)),
        (12, "the same, by cookie", nameof(PasswordRooms.A_browser_that_takes_cookies_keeps_its_grant_on_the_move)),
        (13, "`limit` counts", nameof(RoomLists.The_limit_is_kept_and_the_most_recent_come_oldest_first)),
        (14, "reconnecting keeps name and picture", nameof(Meeting.Who_comes_back_without_a_name_keeps_name_and_picture)),
        (15, "keep-alive is no message", nameof(Meeting.Keep_alive_is_answered_and_pong_is_not_and_neither_is_stored)),
        (16, "nobody waits for a slow reader", nameof(RoomsOverload.Who_does_not_read_is_sent_away_and_nobody_waits_for_them)),
        (17, "a password is changed by its owner", nameof(Impersonation.A_password_is_changed_by_its_owner_and_makes_a_guest_an_account)),
        (18, "no words in the log", nameof(Secrets.No_word_and_no_token_is_in_the_log)),
        (19, "CORS knows X-User-Id", nameof(Doors.A_page_on_another_site_may_use_every_path_with_credentials)),
        (20, "no list of everybody, no foreign addresses", nameof(Profiles.Addresses_are_shown_to_their_owner_and_there_is_no_list_of_everybody)),
        (21, "frames and messages have a limit", nameof(RoomsOverload.What_is_too_large_is_answered_with_an_error_and_the_socket_stays)),
    ];

    [Fact]
    public void Every_numbered_defect_has_a_story() =>
        Table.Select(row => row.Number).Distinct().ShouldBe(Enumerable.Range(1, 21));
}
