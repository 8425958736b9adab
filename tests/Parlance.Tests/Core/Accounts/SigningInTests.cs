using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Tests.Core.Accounts;

public class SigningInTests : AccountTests
{
    [Fact]
    public async Task Whoever_registers_is_signed_in()
    {
        var ana = await World.Member("Ana", email: "ana@example.com");

        ana.IsNew.ShouldBeTrue();
        ana.User.Role.ShouldBe(UserRole.Member);
        ana.User.DisplayName.ShouldBe("Ana");
        ana.Tokens.ExpiresAt.ShouldBe(Clock.GetUtcNow() + TimeSpan.FromHours(1));
        var identity = await World.Identity(ana);
        identity.User.Id.ShouldBe(ana.User.Id);
        identity.Family.ShouldBe(AccountWorld.Rotating);
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("ANA")]
    [InlineData(" Ana ")]
    [InlineData("ana@example.com")]
    [InlineData("Ana@Example.COM")]
    public async Task A_member_signs_in_by_name_or_email_in_any_case(string login)
    {
        var ana = await World.Member("Ana", email: "ana@example.com");
        var again = (await World.Accounts.SignInAsync(login, "correct horse", World.Here, Cancel)).Value;
        again.User.Id.ShouldBe(ana.User.Id);
        again.IsNew.ShouldBeFalse();
        (await World.Identity(again)).Session.ShouldNotBe((await World.Identity(ana)).Session);
    }

    [Theory]
    [InlineData("ana", "username")]
    [InlineData("ANA", "username")]
    public async Task A_name_is_given_once(string name, string field)
    {
        await World.Member("Ana");
        Refused(await World.Accounts.RegisterAsync(new Registration(name, "correct horse"), World.Here, Cancel), RefusalCode.Taken, field);
    }

    [Fact]
    public async Task An_email_is_given_once_but_having_none_is_not_taken()
    {
        await World.Member("ana", email: "ana@example.com");
        Refused(await World.Accounts.RegisterAsync(new Registration("ben", "correct horse", "ANA@example.com"), World.Here, Cancel), RefusalCode.Taken, "email");
        await World.Member("cid", email: "");
        await World.Member("dan", email: " ");
    }

    [Fact]
    public async Task Of_two_who_register_one_name_at_once_one_gets_it()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => World.Accounts.RegisterAsync(new Registration("ana", "correct horse"), World.Here, Cancel)));
        both.Count(o => !o.IsRefused).ShouldBe(1);
        Refused(both.Single(o => o.IsRefused), RefusalCode.Taken, "username");
    }

    [Theory]
    [InlineData(null, "correct horse", null, null, "username")]
    [InlineData("a", "correct horse", null, null, "username")]
    [InlineData("ana", null, null, null, "password")]
    [InlineData("ana", "short", null, null, "password")]
    [InlineData("ana", "correct horse", "nonsense", null, "email")]
    [InlineData("ana", "correct horse", null, "\u202Eana", "display_name")]
    public async Task A_bad_field_is_named(string? username, string? password, string? email, string? displayName, string field) =>
        Refused(await World.Accounts.RegisterAsync(new Registration(username, password, email, displayName), World.Here, Cancel), RefusalCode.Invalid, field);

    [Fact]
    public async Task Other_dialects_may_allow_shorter_passwords()
    {
        var wish = new Registration("ana", "secret") { MinPassword = 6 };
        (await World.Accounts.RegisterAsync(wish, World.Here, Cancel)).IsRefused.ShouldBeFalse();
        (await World.Accounts.SignInAsync("ana", "secret", World.Here, Cancel)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_are_answered_alike()
    {
        await World.Member("ana");
        var guest = await World.Guest("ben");

        var wrong = Refused(await World.Accounts.SignInAsync("ana", "wrong horse", World.Here, Cancel), RefusalCode.WrongCredentials);
        Refused(await World.Accounts.SignInAsync("nobody", "wrong horse", World.Here, Cancel), RefusalCode.WrongCredentials).ShouldBe(wrong);
        Refused(await World.Accounts.SignInAsync("nobody@example.com", "wrong horse", World.Here, Cancel), RefusalCode.WrongCredentials).ShouldBe(wrong);
        Refused(await World.Accounts.SignInAsync(guest.User.Key, "wrong horse", World.Here, Cancel), RefusalCode.WrongCredentials).ShouldBe(wrong);
        Refused(await World.Accounts.SignInAsync(new string('x', 10_000), "wrong horse", World.Here, Cancel), RefusalCode.WrongCredentials).ShouldBe(wrong);
    }

    [Theory]
    [InlineData("", "x", "username")]
    [InlineData(null, "x", "username")]
    [InlineData("ana", "", "password")]
    [InlineData("ana", null, "password")]
    public async Task A_missing_field_is_named(string? login, string? password, string field) =>
        Refused(await World.Accounts.SignInAsync(login, password, World.Here, Cancel), RefusalCode.Invalid, field);

    [Fact]
    public async Task An_account_that_django_made_signs_in_and_gets_a_hash_of_ours()
    {
        var ana = await World.Member("ana");
        const string Imported = "pbkdf2_sha256$1000$seasalt$mQnueSakb748zqBAC1tmWVZsZbi2zPGZarEzTGdfmso=";
        await World.Store.UpdateAsync(ana.User with { PasswordHash = Imported }, Cancel);

        Refused(await World.Accounts.SignInAsync("ana", "correct horsf", World.Here, Cancel), RefusalCode.WrongCredentials);
        (await World.Store.FindAsync(ana.User.Id, Cancel))!.PasswordHash.ShouldBe(Imported);
        for (var i = 0; i < 2; i++)
            (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).IsRefused.ShouldBeFalse();
        (await World.Store.FindAsync(ana.User.Id, Cancel))!.PasswordHash!.ShouldNotContain("$");
    }

    [Fact]
    public async Task A_weak_hash_is_made_anew_at_the_next_sign_in()
    {
        var ana = await World.Member("ana");
        var weak = new IdentityPasswordHasher(iterations: 1).Hash("correct horse");
        await World.Store.UpdateAsync(ana.User with { PasswordHash = weak }, Cancel);

        (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).IsRefused.ShouldBeFalse();

        (await World.Store.FindAsync(ana.User.Id, Cancel))!.PasswordHash.ShouldNotBe(weak);
        (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Guessing_at_one_account_is_slowed_down_wherever_it_comes_from()
    {
        await World.Member("ana");
        using var strict = new AccountWorld(Store, Clock, Bus, scale: 1);
        SignInContext From(int i) => new(AccountWorld.Rotating, System.Net.IPAddress.Parse($"203.0.113.{i}"));
        for (var i = 0; i < 10; i++)
            Refused(await strict.Accounts.SignInAsync("ana", $"guess {i}", From(i), Cancel), RefusalCode.WrongCredentials);

        var limited = Refused(await strict.Accounts.SignInAsync("ANA", "correct horse", From(99), Cancel), RefusalCode.RateLimited);
        Clock.Advance(limited.RetryAfter.ShouldNotBeNull());
        (await strict.Accounts.SignInAsync("ana", "correct horse", From(99), Cancel)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task One_address_makes_only_so_many_accounts_and_guests()
    {
        using var strict = new AccountWorld(Store, Clock, Bus, scale: 1);
        for (var i = 0; i < 30; i++)
            await strict.Member($"member{i}");
        Refused(await strict.Accounts.RegisterAsync(new Registration("onemore", "correct horse"), strict.Here, Cancel), RefusalCode.RateLimited);

        for (var i = 0; i < 60; i++)
            await strict.Guest($"guest {i}");
        Refused(await strict.Accounts.GuestAsync("one more", null, strict.Here, Cancel), RefusalCode.RateLimited);
    }
}
