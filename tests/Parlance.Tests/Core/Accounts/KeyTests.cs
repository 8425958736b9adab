using System.Net;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Tests.Core.Accounts;

/// <summary>People who are known by a text id and hold no token.</summary>
public class KeyTests : AccountTests
{
    private static readonly IPAddress Address = IPAddress.Parse("203.0.113.7");

    [Fact]
    public async Task A_guest_gets_the_key_it_asks_for_and_is_found_by_it()
    {
        var guest = (await Guest("ana-1", " Ana ")).Value;

        guest.Key.ShouldBe("ana-1");
        guest.DisplayName.ShouldBe("Ana");
        guest.IsGuest.ShouldBeTrue();
        guest.GuestKeyHash.ShouldBeNull();
        (await Find("ana-1")).ShouldBe(guest);
        (await World.Accounts.FindAsync(guest.Id, Cancel)).Value.ShouldBe(guest);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Who_gives_no_name_is_Anonymous_and_who_gives_no_key_gets_a_fresh_one(string? name)
    {
        var (one, two) = ((await Guest(null, name)).Value, (await Guest(null, name)).Value);
        one.DisplayName.ShouldBe("Anonymous");
        Guid.TryParse(one.Key, out _).ShouldBeTrue();
        one.Key.ShouldNotBe(two.Key);
    }

    [Fact]
    public async Task Whoever_has_the_key_already_is_the_answer_unchanged()
    {
        var first = (await Guest("ana-1", "Ana")).Value;
        (await Guest("ana-1", "Mallory")).Value.ShouldBe(first);
        (await Guest("ana-1", "\u202E")).Value.ShouldBe(first);

        var member = (await World.Member("ben")).User;
        (await Guest(member.Key, "Mallory")).Value.ShouldBe(member);
    }

    [Theory]
    [InlineData("a/b", "Ana", "key")]
    [InlineData("", "Ana", "key")]
    [InlineData("a", "\u202E", "name")]
    public async Task A_bad_field_is_named(string key, string name, string field)
    {
        Refused(await Guest(key, name), RefusalCode.Invalid, field);
        (await Find(key)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_who_come_under_one_key_at_once_all_are_the_same_person()
    {
        using var otherNode = new AccountWorld(Store, Clock, Bus);
        for (var round = 0; round < 10; round++)
        {
            var key = $"key-{round}";
            var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
                () => (i % 2 == 0 ? World : otherNode).Accounts.KeylessGuestAsync(key, $"Guest {i}", Address, Cancel))));
            all.Select(guest => guest.Value.Id).Distinct().ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task Nobody_found_is_not_remembered()
    {
        using var otherNode = new AccountWorld(Store, Clock, Bus);
        (await Find("ana-1")).ShouldBeNull();
        (await Guest("ana-1", "Ana")).IsRefused.ShouldBeFalse();
        (await Find("ana-1")).ShouldNotBeNull();

        (await Find("ben-1")).ShouldBeNull();
        await otherNode.Accounts.KeylessGuestAsync("ben-1", "Ben", Address, Cancel);
        (await Find("ben-1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Whoever_looks_while_a_guest_is_made_does_not_go_on_finding_nobody()
    {
        for (var round = 0; round < 50; round++)
        {
            var key = $"key-{round}";
            var looking = Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await Find(key))).ToList();
            var guest = (await Guest(key, "Ana")).Value;
            (await Find(key)).ShouldNotBeNull().Id.ShouldBe(guest.Id);
            await Task.WhenAll(looking);
            (await Find(key)).ShouldNotBeNull().Id.ShouldBe(guest.Id);
        }
    }

    [Fact]
    public async Task A_key_finds_the_user_as_it_is_now()
    {
        var guest = (await Guest("ana-1", "Ana")).Value;
        await Find("ana-1");
        await World.Accounts.ChangeProfileAsync(guest.Id, new ProfileChange("Ana B"), Cancel);
        (await Find("ana-1")).ShouldNotBeNull().DisplayName.ShouldBe("Ana B");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("\uD83D")]
    [InlineData("../etc/passwd")]
    public async Task What_nobody_can_be_called_is_nobody(string text)
    {
        (await Find(text)).ShouldBeNull();
        (await World.Accounts.FindByUsernameAsync(text, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_username_is_found_in_any_case_and_guests_have_none()
    {
        var ana = (await World.Member("Ana")).User;
        await Guest("guest", "Guest Name");
        (await World.Accounts.FindByUsernameAsync(" aNA ", Cancel)).ShouldBe(ana);
        (await World.Accounts.FindByUsernameAsync("Guest Name", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_new_guests_count_against_the_limit_of_an_address()
    {
        using var strict = new AccountWorld(Store, Clock, Bus, scale: 2.0 / 60);
        (await strict.Accounts.KeylessGuestAsync("a", null, Address, Cancel)).IsRefused.ShouldBeFalse();
        (await strict.Accounts.KeylessGuestAsync("b", null, Address, Cancel)).IsRefused.ShouldBeFalse();
        Refused(await strict.Accounts.KeylessGuestAsync("c", null, Address, Cancel), RefusalCode.RateLimited);

        (await strict.Accounts.KeylessGuestAsync("a", null, Address, Cancel)).IsRefused.ShouldBeFalse();
        (await strict.Accounts.KeylessGuestAsync("c", null, IPAddress.Parse("198.51.100.9"), Cancel)).IsRefused.ShouldBeFalse();
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await strict.Accounts.KeylessGuestAsync("d", null, Address, Cancel)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_password_without_the_old_one_spares_only_the_callers_session()
    {
        var ana = await World.Member("ana");
        var elsewhere = (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).Value;
        var caller = await World.Identity(ana);

        (await World.Accounts.SetPasswordAsync(caller.User, caller.Session, "battery staple", Cancel)).IsRefused.ShouldBeFalse();

        await ShouldBeLetIn(ana.Tokens);
        await ShouldBeShutOut(elsewhere.Tokens);
        World.Heard.ShouldHaveSingleItem().ShouldBe(new SessionsEnded(ana.User.Id, null, RefusalCode.TokenInvalid, caller.Session));
        Refused(await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel), RefusalCode.WrongCredentials);
        await ShouldBeLetIn((await World.Accounts.SignInAsync("ana", "battery staple", World.Here, Cancel)).Value.Tokens);
    }

    [Fact]
    public async Task A_spared_session_is_refreshed_signed_out_and_ended_like_others()
    {
        var (ana, ben) = (await World.Member("ana"), await World.Member("ben"));
        foreach (var someone in new[] { ana, ben })
        {
            var caller = await World.Identity(someone);
            await World.Accounts.SetPasswordAsync(caller.User, caller.Session, "battery staple", Cancel);
        }

        var next = (await World.Sessions.RefreshAsync(ana.Tokens.Refresh, AccountWorld.Rotating, Cancel)).Value;
        await ShouldBeLetIn(next);
        var again = await World.Identity(ana with { Tokens = next });
        await World.Accounts.SetPasswordAsync(again.User, again.Session, "battery staple 2", Cancel);
        await ShouldBeLetIn(next);
        await ShouldBeLetIn(ana.Tokens);
        await World.Sessions.EndAsync(again, Cancel);
        await ShouldBeShutOut(next);

        await World.Sessions.EndAllAsync(ben.User, RefusalCode.TokenInvalid, except: null, Cancel);
        await ShouldBeShutOut(ben.Tokens);
    }

    [Fact]
    public async Task A_password_set_by_another_session_ends_the_one_that_was_spared_before()
    {
        var first = await World.Member("ana");
        var caller = await World.Identity(first);
        await World.Accounts.SetPasswordAsync(caller.User, caller.Session, "battery staple", Cancel);
        var second = (await World.Accounts.SignInAsync("ana", "battery staple", World.Here, Cancel)).Value;
        caller = await World.Identity(second);

        await World.Accounts.SetPasswordAsync(caller.User, caller.Session, "battery staple 2", Cancel);

        await ShouldBeShutOut(first.Tokens);
        await ShouldBeLetIn(second.Tokens);
    }

    [Fact]
    public async Task A_guest_becomes_a_member_by_a_password_under_its_own_name()
    {
        var guest = (await Guest("ana-1", "Ana B")).Value;

        var member = (await World.Accounts.SetPasswordAsync(guest, null, "correct horse", Cancel)).Value;

        (member.Id, member.Key, member.Username, member.Role).ShouldBe((guest.Id, "ana-1", "Ana B", UserRole.Member));
        (await World.Accounts.SignInAsync("ana b", "correct horse", World.Here, Cancel)).Value.User.ShouldBe(member);
        (await Find("ana-1")).ShouldBe(member);
        World.Heard.ShouldHaveSingleItem().ShouldBeOfType<ProfileChanged>().Profile.ShouldBe(member);
    }

    [Theory]
    [InlineData("ANA", "correct horse", RefusalCode.Taken, "username")]
    [InlineData("A", "correct horse", RefusalCode.Invalid, "username")]
    [InlineData("Ben", "short", RefusalCode.Invalid, "new_password")]
    [InlineData("Ben", null, RefusalCode.Invalid, "new_password")]
    public async Task A_guest_who_cannot_become_a_member_stays_a_guest(string name, string? password, RefusalCode code, string field)
    {
        await World.Member("ana");
        var guest = (await Guest("guest", name)).Value;
        Refused(await World.Accounts.SetPasswordAsync(guest, null, password, Cancel), code, field);
        (await World.Store.FindAsync(guest.Id, Cancel)).ShouldBe(guest);
    }

    [Fact]
    public async Task Who_proved_to_be_a_guest_does_not_change_the_password_of_the_member_it_became()
    {
        var guest = (await Guest("guest", "Ana B")).Value;
        var both = await Task.WhenAll(
            World.Accounts.SetPasswordAsync(guest, null, "correct horse", Cancel), World.Accounts.SetPasswordAsync(guest, null, "battery staple", Cancel));
        both.Count(outcome => !outcome.IsRefused).ShouldBe(1);
    }

    private Task<Outcome<User>> Guest(string? key, string? name) => World.Accounts.KeylessGuestAsync(key, name, Address, Cancel);

    private async Task<User?> Find(string key) => await World.Accounts.FindByKeyAsync(key, Cancel);
}
