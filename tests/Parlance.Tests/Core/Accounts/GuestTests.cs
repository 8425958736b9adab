using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Tests.Core.Accounts;

public class GuestTests : AccountTests
{
    [Fact]
    public async Task A_guest_returns_with_its_key()
    {
        var first = await World.Guest("  ana ");
        first.User.DisplayName.ShouldBe("ana");
        first.User.IsGuest.ShouldBeTrue();
        first.IsNew.ShouldBeTrue();

        var again = (await World.Accounts.GuestAsync(null, first.GuestKey, World.Here, Cancel)).Value;
        again.User.Id.ShouldBe(first.User.Id);
        again.GuestKey.ShouldBe(first.GuestKey);
        again.IsNew.ShouldBeFalse();
        await ShouldBeLetIn(again.Tokens);
    }

    [Fact]
    public async Task An_unknown_key_makes_a_new_guest_with_a_key_of_its_own()
    {
        var guest = (await World.Accounts.GuestAsync("ana", "gk_guessed", World.Here, Cancel)).Value;
        guest.IsNew.ShouldBeTrue();
        guest.GuestKey.ShouldNotBe("gk_guessed");
        Refused(await World.Accounts.GuestAsync(null, "gk_guessed", World.Here, Cancel), RefusalCode.Invalid, "name");
    }

    [Fact]
    public async Task A_returning_guest_may_take_another_name_and_others_hear_of_it()
    {
        var first = await World.Guest("ana");
        var again = (await World.Accounts.GuestAsync("ana b", first.GuestKey, World.Here, Cancel)).Value;
        again.User.DisplayName.ShouldBe("ana b");
        World.Heard.OfType<ProfileChanged>().ShouldHaveSingleItem().Profile.DisplayName.ShouldBe("ana b");
        Refused(await World.Accounts.GuestAsync("\u202E", first.GuestKey, World.Here, Cancel), RefusalCode.Invalid, "name");
    }

    [Fact]
    public async Task Guests_of_one_name_are_different_people()
    {
        var (one, two) = (await World.Guest("ana"), await World.Guest("ana"));
        one.User.Id.ShouldNotBe(two.User.Id);
        one.GuestKey.ShouldNotBe(two.GuestKey);
    }

    [Fact]
    public async Task A_guest_becomes_a_member_and_stays_the_same_person()
    {
        var guest = await World.Guest("ana b");
        var other = (await World.Accounts.GuestAsync(null, guest.GuestKey, World.Here, Cancel)).Value;
        var caller = await World.Identity(guest);

        var member = (await World.Accounts.UpgradeAsync(caller, new Registration("ana", "correct horse", "ana@example.com"), World.Here, Cancel)).Value;

        member.User.Id.ShouldBe(guest.User.Id);
        member.User.Key.ShouldBe(guest.User.Key);
        member.User.DisplayName.ShouldBe("ana b");
        member.User.Role.ShouldBe(UserRole.Member);
        await ShouldBeLetIn(member.Tokens);
        (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).Value.User.Id.ShouldBe(guest.User.Id);

        // The key is worth nothing any more, and whoever came in with it is out; the caller's own sockets stay.
        (await World.Accounts.GuestAsync("someone", guest.GuestKey, World.Here, Cancel)).Value.User.Id.ShouldNotBe(guest.User.Id);
        await ShouldBeShutOut(other.Tokens);
        await ShouldBeShutOut(guest.Tokens);
        World.Heard.OfType<SessionsEnded>().ShouldHaveSingleItem().Except.ShouldBe(caller.Session);
    }

    [Fact]
    public async Task An_upgrade_to_a_taken_name_changes_nothing()
    {
        await World.Member("ana");
        var guest = await World.Guest("ana b");
        Refused(await World.Accounts.UpgradeAsync(await World.Identity(guest), new Registration("Ana", "correct horse"), World.Here, Cancel), RefusalCode.Taken, "username");

        await ShouldBeLetIn(guest.Tokens);
        (await World.Accounts.GuestAsync(null, guest.GuestKey, World.Here, Cancel)).Value.User.Id.ShouldBe(guest.User.Id);
    }

    [Fact]
    public async Task A_member_cannot_become_one_again()
    {
        var ana = await World.Identity(await World.Member("ana"));
        Refused(await World.Accounts.UpgradeAsync(ana, new Registration("other", "correct horse"), World.Here, Cancel), RefusalCode.Forbidden);
    }

    [Fact]
    public async Task Of_two_upgrades_at_once_one_wins()
    {
        var guest = await World.Identity(await World.Guest("ana"));
        var both = await Task.WhenAll(
            World.Accounts.UpgradeAsync(guest, new Registration("ana", "correct horse"), World.Here, Cancel),
            World.Accounts.UpgradeAsync(guest, new Registration("ben", "correct horse"), World.Here, Cancel));
        both.Count(o => !o.IsRefused).ShouldBe(1);
        Refused(both.Single(o => o.IsRefused), RefusalCode.Forbidden);
    }
}
