using Parlance.Client.Connection;

namespace Parlance.Tests.Client;

public class PositionFilterTests
{
    [Fact]
    public void An_event_passes_once()
    {
        var filter = new PositionFilter(10);

        Passes(filter, "message", 11, 11).ShouldBeTrue();
        Passes(filter, "message", 11, 11).ShouldBeFalse();
        Passes(filter, "edited", 5, 9).ShouldBeFalse();
        filter.Cursor.ShouldBe(11);
    }

    [Fact]
    public void Two_changes_of_one_message_at_one_position_both_pass()
    {
        var filter = new PositionFilter(10);

        Passes(filter, "edited", 5, 12).ShouldBeTrue();
        Passes(filter, "reacted", 5, 12).ShouldBeTrue();
        Passes(filter, "reacted", 5, 12).ShouldBeFalse();
    }

    [Fact]
    public void A_conversation_one_was_added_to_passes_however_old_and_does_not_set_the_cursor_back()
    {
        var filter = new PositionFilter(10);

        Passes(filter, "conversation", 3, 2).ShouldBeTrue();

        filter.Cursor.ShouldBe(10);
    }

    [Fact]
    public void A_replay_that_breaks_off_is_asked_for_again_from_its_last_position()
    {
        var filter = new PositionFilter(10);
        filter.BeginReplay();
        Passes(filter, "edited", 5, 12);

        filter.ForHello.ShouldBe(11);
        filter.BeginReplay();
        Passes(filter, "edited", 5, 12).ShouldBeFalse();
        Passes(filter, "reacted", 5, 12).ShouldBeTrue();

        filter.Complete(20);
        filter.ForHello.ShouldBe(20);
    }

    [Fact]
    public void Without_a_past_there_is_no_cursor_to_send()
    {
        var filter = new PositionFilter(null);
        filter.ForHello.ShouldBeNull();

        filter.Complete(0);

        filter.ForHello.ShouldBe(0);
    }

    [Fact]
    public void A_server_set_back_to_a_backup_sets_the_cursor_back()
    {
        var filter = new PositionFilter(500);

        filter.Restart(400);

        filter.Cursor.ShouldBe(400);
        Passes(filter, "message", 401, 401).ShouldBeTrue();
    }

    private static bool Passes(PositionFilter filter, string type, long thing, long position)
    {
        if (!filter.IsNew(type, thing, position))
            return false;
        filter.Took(type, thing, position);
        return true;
    }
}
