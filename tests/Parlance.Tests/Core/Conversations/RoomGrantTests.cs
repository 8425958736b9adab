using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Conversations;

public abstract class RoomGrantTests(Engine engine) : ChatTests(engine)
{
    [Fact]
    public async Task Whoever_gave_the_password_comes_in_and_reads_without_giving_it_again()
    {
        var (ana, ben, eve) = (await Person(), await Person(), await Person());
        var room = await LockedRoomOf(ana);
        var reference = ConversationRef.Of(room.Key);

        Refused(await Rooms.JoinAsync(ben, reference, new RoomPass(null, Somewhere), null, Cancel), RefusalCode.PasswordRequired);
        (await Grants.VerifyAsync(reference, "guess", ben, Somewhere, Cancel)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.PasswordRequired);
        (await MayRead(room, ben)).ShouldBeFalse();
        (await Grants.VerifyAsync(reference, "sesame", ben, Somewhere, Cancel)).ShouldBeNull();

        (await MayRead(room, ben)).ShouldBeTrue();
        (await Rooms.JoinAsync(ben, reference, new RoomPass(null, Elsewhere), null, Cancel)).Value.IsMember.ShouldBeTrue();
        // It was Ben who knew it, not everybody behind his address.
        Refused(await Rooms.JoinAsync(eve, reference, new RoomPass(null, Somewhere), null, Cancel), RefusalCode.PasswordRequired);
        (await MayRead(room, ana)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_caller_without_a_name_is_known_by_the_browser_or_else_by_the_address()
    {
        var (ana, ben, eve) = (await Person(), await Person(), await Person());
        var (room, other) = (await LockedRoomOf(ana), await LockedRoomOf(ana));
        var browser = Somewhere with { Browser = "b1" };

        (await Grants.VerifyAsync(ConversationRef.Of(room.Key), "sesame", null, browser, Cancel)).ShouldBeNull();
        (await Grants.VerifyAsync(ConversationRef.Of(other.Key), "sesame", null, Somewhere, Cancel)).ShouldBeNull();

        Refused(await Rooms.JoinAsync(ben, ConversationRef.Of(room.Key), new RoomPass(null, Somewhere), null, Cancel), RefusalCode.PasswordRequired);
        (await Rooms.JoinAsync(ben, ConversationRef.Of(room.Key), new RoomPass(null, Elsewhere with { Browser = "b1" }), null, Cancel)).Refusal.ShouldBeNull();
        Refused(await Rooms.JoinAsync(eve, ConversationRef.Of(other.Key), new RoomPass(null, Elsewhere), null, Cancel), RefusalCode.PasswordRequired);
        (await Rooms.JoinAsync(eve, ConversationRef.Of(other.Key), new RoomPass(null, Somewhere), null, Cancel)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task The_host_and_rooms_without_a_password_ask_for_none()
    {
        var (ana, ben) = (await Person(), await Person());
        var (locked, open) = (await LockedRoomOf(ana), await RoomOf(ana));

        (await Grants.VerifyAsync(ConversationRef.Of(open.Key), null, null, Somewhere, Cancel)).ShouldBeNull();
        (await Grants.VerifyAsync(ConversationRef.Of(locked.Key), null, ana, Somewhere, Cancel)).ShouldBeNull();
        (await Grants.VerifyAsync(ConversationRef.Of(locked.Key), null, ben, Somewhere, Cancel)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.PasswordRequired);
        (await Grants.VerifyAsync(ConversationRef.Of(Unique("none-")), "sesame", ben, Somewhere, Cancel)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.NotFound);
        (await Grants.MayReadAsync(new Access(open, null), null, Somewhere, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_grant_ends_after_twelve_hours_and_with_the_password()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await LockedRoomOf(ana);
        var reference = ConversationRef.Of(room.Key);

        (await Grants.VerifyAsync(reference, "sesame", ben, Somewhere, Cancel)).ShouldBeNull();
        (await Rooms.UpdateAsync(ana.Id, reference, new ConversationDraft { Password = "another" }, Cancel)).Refusal.ShouldBeNull();
        (await MayRead(room, ben)).ShouldBeFalse();
        Refused(await Rooms.JoinAsync(ben, reference, RoomPass.None, null, Cancel), RefusalCode.PasswordRequired);

        (await Grants.VerifyAsync(reference, "another", ben, Somewhere, Cancel)).ShouldBeNull();
        Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
        (await MayRead(room, ben)).ShouldBeTrue();
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await MayRead(room, ben)).ShouldBeFalse();

        // The next one to give a password clears away what has expired.
        (await Grants.VerifyAsync(reference, "another", ana, Somewhere, Cancel)).ShouldBeNull();
        (await Database.ReadAsync(s => s.ScalarAsync("select count(*) from room_grants where expires_at <= @now", [("now", Clock.GetUtcNow().ToUnixTimeMilliseconds())], Cancel), Cancel))
            .ShouldBe(0);
    }

    [Fact]
    public async Task Another_node_knows_of_a_grant()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await LockedRoomOf(ana);
        (await Grants.VerifyAsync(ConversationRef.Of(room.Key), "sesame", ben, Somewhere, Cancel)).ShouldBeNull();

        using var cache = new AccessCache(Conversations, BlockCache, Bus, Clock);
        (await NewGrants(cache).MayReadAsync((await cache.GetAsync(ConversationRef.Of(room.Key), ben.Id)).ShouldNotBeNull(), ben, Elsewhere, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Guessing_from_one_address_is_slowed_down_whichever_way_it_goes()
    {
        var (ana, eve, ben) = (await Person(), await Person(), await Person());
        var room = await LockedRoomOf(ana);
        var reference = ConversationRef.Of(room.Key);
        for (var i = 0; i < 15; i++)
        {
            (await Grants.VerifyAsync(reference, $"guess {i}", null, Somewhere, Cancel)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.PasswordRequired);
            Refused(await Rooms.JoinAsync(eve, reference, new RoomPass($"guess {i}", Somewhere), null, Cancel), RefusalCode.PasswordRequired);
        }

        (await Grants.VerifyAsync(reference, "sesame", null, Somewhere, Cancel)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.RateLimited);
        Refused(await Rooms.JoinAsync(eve, reference, new RoomPass("sesame", Somewhere), null, Cancel), RefusalCode.RateLimited);

        (await Rooms.JoinAsync(ben, reference, new RoomPass("sesame", Elsewhere), null, Cancel)).Refusal.ShouldBeNull();
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await Grants.VerifyAsync(reference, "sesame", null, Somewhere, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_is_banned_gets_nothing_out_of_the_password()
    {
        var (ana, eve) = (await Person(), await Person());
        var room = await LockedRoomOf(ana);
        var reference = ConversationRef.Of(room.Key);
        (await Grants.VerifyAsync(reference, "sesame", eve, Somewhere, Cancel)).ShouldBeNull();
        (await Rooms.JoinAsync(eve, reference, RoomPass.None, null, Cancel)).Refusal.ShouldBeNull();

        (await Rooms.RemoveMemberAsync(ana.Id, reference, eve.Id, ban: true)).Refusal.ShouldBeNull();

        (await MayRead(room, eve)).ShouldBeFalse();
        Refused(await Rooms.JoinAsync(eve, reference, new RoomPass("sesame"), null, Cancel), RefusalCode.Banned);
    }

    private async Task<bool> MayRead(Conversation room, Parlance.Core.Accounts.User user) =>
        await Grants.MayReadAsync(await AccessOf(user, room), user, Elsewhere, Cancel);
}

public sealed class RoomGrantsOnSqlite(SqliteEngine engine) : RoomGrantTests(engine), IClassFixture<SqliteEngine>;

public sealed class RoomGrantsOnPostgres(PostgresEngine engine) : RoomGrantTests(engine), IClassFixture<PostgresEngine>;
