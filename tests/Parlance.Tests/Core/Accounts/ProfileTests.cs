using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Tests.Core.Accounts;

public class ProfileTests : AccountTests
{
    [Fact]
    public async Task Null_leaves_a_field_alone_and_empty_clears_it()
    {
        var ana = (await World.Member("ana", email: "ana@example.com")).User;
        await Change(ana, new ProfileChange("Ana B", "hello\nworld", "https://example.com/a.png"));
        var changed = (await Change(ana, new ProfileChange(Bio: "", Email: ""))).Value;

        changed.DisplayName.ShouldBe("Ana B");
        changed.AvatarUrl.ShouldBe("https://example.com/a.png");
        changed.Bio.ShouldBeNull();
        changed.Email.ShouldBeNull();
        (await World.Accounts.FindAsync(ana.Id, Cancel)).Value.ShouldBe(changed);
    }

    [Fact]
    public async Task Everybody_hears_of_a_change_and_nobody_of_none()
    {
        var ana = (await World.Member("ana")).User;
        await Change(ana, new ProfileChange("Ana B"));
        await Change(ana, new ProfileChange("Ana B"));
        World.Heard.OfType<ProfileChanged>().ShouldHaveSingleItem().Profile.DisplayName.ShouldBe("Ana B");
    }

    [Theory]
    [InlineData("", null, null, null, "display_name")]
    [InlineData("\u2066x", null, null, null, "display_name")]
    [InlineData(null, "\u0000", null, null, "bio")]
    [InlineData(null, null, "javascript:alert(1)", null, "avatar_url")]
    [InlineData(null, null, null, "nonsense", "email")]
    public async Task A_bad_field_is_named_and_nothing_changes(string? name, string? bio, string? avatar, string? email, string field)
    {
        var ana = (await World.Member("ana")).User;
        Refused(await Change(ana, new ProfileChange(name, bio, avatar, email)), RefusalCode.Invalid, field);
        (await World.Store.FindAsync(ana.Id, Cancel)).ShouldBe(ana);
    }

    [Fact]
    public async Task Anothers_email_is_taken_and_a_guest_has_none()
    {
        await World.Member("ana", email: "ana@example.com");
        var ben = (await World.Member("ben")).User;
        Refused(await Change(ben, new ProfileChange(Email: "ANA@example.com")), RefusalCode.Taken, "email");

        var guest = (await World.Guest("cid")).User;
        Refused(await Change(guest, new ProfileChange(Email: "cid@example.com")), RefusalCode.Forbidden);
    }

    [Fact]
    public async Task A_member_takes_another_username_and_the_old_one_is_free()
    {
        var ana = (await World.Member("ana")).User;
        await World.Member("ben");

        Refused(await Change(ana, new ProfileChange { Username = "BEN" }), RefusalCode.Taken, "username");
        Refused(await Change(ana, new ProfileChange { Username = "ana b" }), RefusalCode.Invalid, "username");
        Refused(await Change(ana, new ProfileChange { Username = "" }), RefusalCode.Invalid, "username");
        (await Change(ana, new ProfileChange { Username = "Ana" })).Value.Username.ShouldBe("Ana");
        var renamed = (await Change(ana, new ProfileChange { Username = " Ana B ", UsernameRule = UsernameRule.Free })).Value;

        (renamed.Username, renamed.DisplayName).ShouldBe(("Ana B", "ana"));
        (await World.Accounts.SignInAsync("ana b", "correct horse", World.Here, Cancel)).Value.User.Id.ShouldBe(ana.Id);
        (await World.Member("ana")).User.Id.ShouldNotBe(ana.Id);
    }

    [Fact]
    public async Task A_guest_has_no_username()
    {
        var guest = (await World.Guest("cid")).User;
        Refused(await Change(guest, new ProfileChange { Username = "cid" }), RefusalCode.Forbidden);
    }

    [Theory]
    [InlineData("Ana B", true)]
    [InlineData("茶 🍵", true)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", false)]
    [InlineData("a", false)]
    [InlineData("  a  ", false)]
    [InlineData("a\u202Eb", false)]
    [InlineData("", false)]
    public async Task Where_a_dialect_allows_it_any_name_that_can_be_shown_is_a_username(string name, bool isFine)
    {
        var wish = new Registration(name, "correct horse") { UsernameRule = UsernameRule.Free };
        var outcome = await World.Accounts.RegisterAsync(wish, World.Here, Cancel);
        if (!isFine)
        {
            Refused(outcome, RefusalCode.Invalid, "username");
            return;
        }

        outcome.Value.User.Username.ShouldBe(name);
        Refused(await World.Accounts.RegisterAsync(wish with { Username = $" {name.ToUpperInvariant()} " }, World.Here, Cancel), RefusalCode.Taken, "username");
        Refused(await World.Accounts.RegisterAsync(wish with { UsernameRule = UsernameRule.Native }, World.Here, Cancel), RefusalCode.Invalid, "username");
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("Ana.b+c-d_e@example.com", true)]
    [InlineData("Ąnä茶٣", true)]
    [InlineData("  ana  ", true)]
    [InlineData("ana b", false)]
    [InlineData("ana/b", false)]
    [InlineData("ana🍵", false)]
    [InlineData("\u3164", false)] // a letter that nobody sees
    [InlineData("ana\u0000", false)]
    [InlineData("   ", false)]
    public async Task Where_a_dialect_comes_from_django_its_names_are_allowed(string name, bool isFine)
    {
        var outcome = await World.Accounts.RegisterAsync(new Registration(name, "correct horse") { UsernameRule = UsernameRule.Django }, World.Here, Cancel);
        if (!isFine)
        {
            Refused(outcome, RefusalCode.Invalid, "username");
            return;
        }

        outcome.Value.User.Username.ShouldBe(name.Trim());
        (await World.Accounts.SignInAsync(name.ToUpperInvariant(), "correct horse", World.Here, Cancel)).Value.User.Id.ShouldBe(outcome.Value.User.Id);
    }

    [Theory]
    [InlineData(150, true)]
    [InlineData(151, false)]
    public async Task A_long_name_from_django_is_shown_cut(int length, bool isFine)
    {
        var name = string.Concat(Enumerable.Repeat("𐐷", length)); // a letter of two UTF-16 units
        var outcome = await World.Accounts.RegisterAsync(new Registration(name, "correct horse") { UsernameRule = UsernameRule.Django }, World.Here, Cancel);
        if (!isFine)
        {
            Refused(outcome, RefusalCode.Invalid, "username");
            return;
        }

        outcome.Value.User.Username.ShouldBe(name);
        outcome.Value.User.DisplayName.ShouldBe(name[..(2 * AccountRules.MaxDisplayName)]);
    }

    [Fact]
    public async Task An_avatar_in_sizes_stays_until_another_picture_comes()
    {
        var ana = (await World.Member("ana")).User;
        var sizes = new AvatarSet("/media/t", "/media/s", "/media/m", "https://example.com/l");

        (await Change(ana, new ProfileChange { AvatarUrls = sizes })).Value.AvatarUrl.ShouldBe("/media/m");
        (await Change(ana, new ProfileChange(AvatarUrl: "/media/m"))).Value.AvatarUrls.ShouldBe(sizes);
        var other = (await Change(ana, new ProfileChange(AvatarUrl: "/media/x"))).Value;
        (other.AvatarUrl, other.AvatarUrls).ShouldBe(("/media/x", null));

        await Change(ana, new ProfileChange { AvatarUrls = sizes });
        var cleared = (await Change(ana, new ProfileChange(AvatarUrl: ""))).Value;
        (cleared.AvatarUrl, cleared.AvatarUrls).ShouldBe((null, null));
        Refused(await Change(ana, new ProfileChange { AvatarUrls = sizes with { Small = "" } }), RefusalCode.Invalid, "avatar_urls");
        Refused(await Change(ana, new ProfileChange { AvatarUrls = sizes with { Large = "data:image/png;base64,AA" } }), RefusalCode.Invalid, "avatar_urls");
    }

    [Fact]
    public async Task Details_are_merged_and_empty_ones_go()
    {
        var ana = (await World.Member("ana")).User;
        await Change(ana, Details(("accent_color", "#fff"), ("about_text", "tea\nand cake")));
        await Change(ana, Details(("accent_color", ""), ("name_font", "Serif"), ("bio_font", "")));

        var stored = (await World.Store.FindAsync(ana.Id, Cancel))!.Details;
        stored.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key}={d.Value}").ShouldBe(["about_text=tea\nand cake", "name_font=Serif"]);
        World.Heard.Count.ShouldBe(2);
        await Change(ana, Details(("name_font", "Serif"), ("accent_color", "")));
        World.Heard.Count.ShouldBe(2, "nothing changed");
        (await Change(ana, Details(("name_font", ""), ("about_text", "")))).Value.Details.ShouldBeSameAs(ProfileDetails.None);
    }

    [Theory]
    [InlineData("favourite_tea", "green", "details")]
    [InlineData("banner_media_url", "javascript:alert(1)", "details.banner_media_url")]
    [InlineData("profile_video_url", "//example.com/a", "details.profile_video_url")]
    [InlineData("about_text", "a\0", "details.about_text")]
    [InlineData("accent_color", "123456789012345678901234567890123456789012345678901", "details.accent_color")]
    public async Task A_bad_detail_is_named_and_nothing_changes(string name, string value, string field)
    {
        var ana = (await World.Member("ana")).User;
        Refused(await Change(ana, Details(("name_font", "Serif"), (name, value))), RefusalCode.Invalid, field);
        (await World.Store.FindAsync(ana.Id, Cancel)).ShouldBe(ana);
    }

    [Fact]
    public async Task Changes_on_two_nodes_at_once_do_not_lose_each_other()
    {
        const int changes = 40;
        var ana = (await World.Member("ana")).User;
        using var otherNode = new AccountWorld(Store, Clock, Bus);

        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (var i = 1; i <= changes; i++)
                    (await World.Accounts.ChangeProfileAsync(ana.Id, new ProfileChange($"Ana {i}"), Cancel)).Value.DisplayName.ShouldBe($"Ana {i}");
            }, Cancel),
            Task.Run(async () =>
            {
                for (var i = 1; i <= changes; i++)
                    (await otherNode.Accounts.ChangeProfileAsync(ana.Id, new ProfileChange(Bio: $"bio {i}"), Cancel)).Value.Bio.ShouldBe($"bio {i}");
            }, Cancel));

        var stored = (await World.Store.FindAsync(ana.Id, Cancel)).ShouldNotBeNull();
        (stored.DisplayName, stored.Bio, stored.Version).ShouldBe(($"Ana {changes}", $"bio {changes}", 2 * changes));
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_keeps_the_callers_sockets()
    {
        var ana = await World.Member("ana");
        var elsewhere = (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).Value;
        var caller = await World.Identity(ana);

        var renewed = (await World.Accounts.ChangePasswordAsync(caller, "correct horse", "battery staple", World.Here, Cancel)).Value;

        await ShouldBeLetIn(renewed.Tokens);
        await ShouldBeShutOut(ana.Tokens);
        await ShouldBeShutOut(elsewhere.Tokens);
        World.Heard.ShouldHaveSingleItem().ShouldBe(new SessionsEnded(ana.User.Id, null, RefusalCode.TokenInvalid, caller.Session));
        Refused(await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel), RefusalCode.WrongCredentials);
        (await World.Accounts.SignInAsync("ana", "battery staple", World.Here, Cancel)).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, "battery staple", RefusalCode.Invalid, "current_password")]
    [InlineData("wrong horse", "battery staple", RefusalCode.WrongCredentials, "current_password")]
    [InlineData("correct horse", "short", RefusalCode.Invalid, "new_password")]
    [InlineData("correct horse", null, RefusalCode.Invalid, "new_password")]
    public async Task A_refused_new_password_changes_nothing(string? current, string? next, RefusalCode code, string field)
    {
        var ana = await World.Member("ana");
        Refused(await World.Accounts.ChangePasswordAsync(await World.Identity(ana), current, next, World.Here, Cancel), code, field);
        await ShouldBeLetIn(ana.Tokens);
        (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_guest_has_no_password_to_change()
    {
        var guest = await World.Identity(await World.Guest("ana"));
        Refused(await World.Accounts.ChangePasswordAsync(guest, "x", "battery staple", World.Here, Cancel), RefusalCode.Forbidden);
    }

    [Fact]
    public async Task A_ban_shuts_out_at_once_and_ends_by_itself()
    {
        var ana = await World.Member("ana");
        await World.Identity(ana);
        await World.Accounts.BanAsync(ana.User.Id, Clock.GetUtcNow() + TimeSpan.FromDays(1), Cancel);

        await ShouldBeShutOut(ana.Tokens, RefusalCode.Banned);
        Refused(await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel), RefusalCode.Banned);
        Refused(await World.Accounts.SignInAsync("ana", "wrong horse", World.Here, Cancel), RefusalCode.WrongCredentials);
        World.Heard.OfType<SessionsEnded>().ShouldHaveSingleItem().Reason.ShouldBe(RefusalCode.Banned);

        Clock.Advance(TimeSpan.FromDays(1));
        await ShouldBeLetIn((await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).Value.Tokens);
    }

    [Fact]
    public async Task A_banned_guest_does_not_return_and_a_lifted_ban_is_over()
    {
        var guest = await World.Guest("ana");
        await World.Accounts.BanAsync(guest.User.Id, DateTimeOffset.MaxValue, Cancel);
        Refused(await World.Accounts.GuestAsync(null, guest.GuestKey, World.Here, Cancel), RefusalCode.Banned);

        await World.Accounts.BanAsync(guest.User.Id, null, Cancel);
        await ShouldBeLetIn((await World.Accounts.GuestAsync(null, guest.GuestKey, World.Here, Cancel)).Value.Tokens);
    }

    [Fact]
    public async Task A_profile_change_does_not_undo_a_ban_made_at_the_same_time()
    {
        var ana = (await World.Member("ana")).User;
        var changes = Enumerable.Range(0, 20).Select(i => (Task)Change(ana, new ProfileChange($"Ana {i}"))).ToList();
        changes.Insert(10, World.Accounts.BanAsync(ana.Id, DateTimeOffset.MaxValue, Cancel));
        await Task.WhenAll(changes);
        (await World.Store.FindAsync(ana.Id, Cancel))!.BannedUntil.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("", 20, "q")]
    [InlineData(null, 20, "q")]
    [InlineData("a\0", 20, "q")]
    [InlineData("ana", 0, "limit")]
    [InlineData("ana", -1, "limit")]
    [InlineData("ana", 51, "limit")]
    public async Task A_search_has_bounds(string? text, int limit, string field) =>
        Refused(await World.Accounts.SearchAsync(text, limit, Cancel), RefusalCode.Invalid, field);

    [Fact]
    public async Task People_are_found_by_part_of_either_name()
    {
        var ana = (await World.Member("anabel")).User;
        await Change(ana, new ProfileChange("Queen of Spades"));
        foreach (var text in new[] { "NAB", "spades" })
            (await World.Accounts.SearchAsync(text, 10, Cancel)).Value.ShouldHaveSingleItem().Id.ShouldBe(ana.Id);
    }

    private static ProfileChange Details(params (string Name, string Value)[] details) => new() { Details = details.ToDictionary(d => d.Name, d => d.Value, StringComparer.Ordinal) };

    private Task<Outcome<User>> Change(User user, ProfileChange change) => World.Accounts.ChangeProfileAsync(user.Id, change, Cancel);
}
