using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Tests.Core.Accounts;

public class RemovalTests : AccountTests
{
    [Fact]
    public async Task Nothing_of_the_person_is_left_but_id_and_key()
    {
        var ana = await World.Member("ana", email: "ana@example.com");
        await World.Accounts.ChangeProfileAsync(ana.User.Id, new ProfileChange("Ana B", "hello", "https://example.com/a.png")
        {
            Details = new Dictionary<string, string> { ["about_text"] = "tea" },
        }, Cancel);

        var left = (await World.Accounts.DeleteAsync(ana.User.Id, Cancel)).Value;

        left.ShouldBe(new User
        {
            Id = ana.User.Id,
            Key = ana.User.Key,
            DisplayName = "Deleted",
            Role = UserRole.Guest,
            CreatedAt = ana.User.CreatedAt,
            TokenGeneration = 1,
            Version = 2,
            IsDeleted = true,
        });
        (await World.Store.FindAsync(ana.User.Id, Cancel)).ShouldBe(left);
        World.Heard.OfType<ProfileChanged>().Last().Profile.IsDeleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_is_removed_is_not_found_and_not_let_in()
    {
        var ana = await World.Member("ana", email: "ana@example.com");
        await World.Identity(ana);
        await World.Accounts.FindByKeyAsync(ana.User.Key, Cancel);

        await World.Accounts.DeleteAsync(ana.User.Id, Cancel);

        Refused(await World.Accounts.FindAsync(ana.User.Id, Cancel), RefusalCode.NotFound);
        (await World.Accounts.FindByKeyAsync(ana.User.Key, Cancel)).ShouldBeNull();
        (await World.Accounts.FindByUsernameAsync("ana", Cancel)).ShouldBeNull();
        (await World.Accounts.SearchAsync("Deleted", 10, Cancel)).Value.ShouldBeEmpty();
        await ShouldBeShutOut(ana.Tokens);
        World.Heard.OfType<SessionsEnded>().ShouldHaveSingleItem().ShouldBe(new SessionsEnded(ana.User.Id, null, RefusalCode.TokenInvalid));
        Refused(await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel), RefusalCode.WrongCredentials);
        Refused(await World.Accounts.ChangeProfileAsync(ana.User.Id, new ProfileChange("Ana"), Cancel), RefusalCode.NotFound);
        Refused(await World.Accounts.SetPasswordAsync(ana.User, null, "battery staple", Cancel), RefusalCode.NotFound);
        Refused(await World.Accounts.DeleteAsync(ana.User.Id, Cancel), RefusalCode.NotFound);
    }

    [Fact]
    public async Task Name_and_email_are_free_again_but_the_key_is_not()
    {
        var ana = await World.Member("ana", email: "ana@example.com");
        await World.Accounts.DeleteAsync(ana.User.Id, Cancel);

        (await World.Member("ana", email: "ana@example.com")).User.Id.ShouldNotBe(ana.User.Id);
        Refused(await World.Accounts.KeylessGuestAsync(ana.User.Key, "Ana", null, Cancel), RefusalCode.NotFound);
    }

    [Fact]
    public async Task A_guest_key_is_worth_nothing_afterwards()
    {
        var guest = await World.Guest("ana");
        await World.Accounts.DeleteAsync(guest.User.Id, Cancel);
        (await World.Accounts.GuestAsync("ana", guest.GuestKey, World.Here, Cancel)).Value.User.Id.ShouldNotBe(guest.User.Id);
    }

    [Theory]
    [InlineData(null, RefusalCode.Invalid)]
    [InlineData("", RefusalCode.Invalid)]
    [InlineData("wrong horse", RefusalCode.WrongCredentials)]
    public async Task A_member_shows_again_that_it_is_them(string? password, RefusalCode code)
    {
        var ana = await World.Member("ana");
        Refused(await World.Accounts.DeleteSelfAsync(ana.User.Id, password, Cancel), code, "password");
        await ShouldBeLetIn(ana.Tokens);

        (await World.Accounts.DeleteSelfAsync(ana.User.Id, "correct horse", Cancel)).IsRefused.ShouldBeFalse();
        await ShouldBeShutOut(ana.Tokens);
    }

    [Fact]
    public async Task A_guest_needs_no_password_to_go()
    {
        var guest = await World.Guest("ana");
        (await World.Accounts.DeleteSelfAsync(guest.User.Id, null, Cancel)).IsRefused.ShouldBeFalse();
        await ShouldBeShutOut(guest.Tokens);
    }

    [Fact]
    public async Task Files_are_let_go_when_they_are_replaced_cleared_or_their_owner_is_removed()
    {
        var ana = (await World.Member("ana")).User;
        await Change(new ProfileChange { AvatarUrls = new AvatarSet("/media/t", "/media/s", "/media/m", "/media/l"), Details = Detail("banner_media_url", "/media/b") });
        await Change(new ProfileChange("Ana B") { Details = Detail("about_text", "/media/no-file") });
        World.Files.Of(ana.Id).ShouldBeEmpty();

        await Change(new ProfileChange { AvatarUrls = new AvatarSet("/media/t", "/media/s2", "/media/m2", "/media/l2") });
        World.Files.Of(ana.Id).ShouldBe(["/media/l", "/media/m", "/media/s"]);
        await Change(new ProfileChange { Details = Detail("banner_media_url", "") });
        World.Files.Of(ana.Id).ShouldBe(["/media/b", "/media/l", "/media/m", "/media/s"]);

        await World.Accounts.DeleteAsync(ana.Id, Cancel);
        World.Files.Of(ana.Id).ShouldBe(["/media/b", "/media/l", "/media/l2", "/media/m", "/media/m2", "/media/s", "/media/s2", "/media/t"]);

        async Task Change(ProfileChange change) => (await World.Accounts.ChangeProfileAsync(ana.Id, change, Cancel)).IsRefused.ShouldBeFalse();
    }

    private static Dictionary<string, string> Detail(string name, string value) => new() { [name] = value };
}
