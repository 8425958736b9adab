using System.Security.Cryptography;
using Parlance.Core;
using Parlance.Core.Accounts;

namespace Parlance.Tests.Storage;

public abstract class AccountStoreContract(Engine engine) : StoreContract(engine)
{
    [Fact]
    public async Task A_user_comes_back_as_stored()
    {
        var given = NewUser() with
        {
            Email = $"{Unique()}@Example.org",
            AvatarUrl = "/media/a.png",
            Bio = "Tea, 茶 and 🍵.",
            PasswordHash = "hash",
            GuestKeyHash = RandomNumberGenerator.GetBytes(32),
            BannedUntil = DateTimeOffset.MaxValue,
            LastSeenAt = Clock.GetUtcNow(),
            AvatarUrls = new AvatarSet("/media/t.png", "/media/s.png", "/media/a.png", "/media/l.png"),
            Details = new Dictionary<string, string> { ["about_text"] = "\"Tea\" \n 茶", ["accent_color"] = "#fff" },
        };

        var (created, taken) = await Accounts.CreateAsync(given, Cancel);

        taken.ShouldBeNull();
        created.ShouldNotBeNull().Id.Value.ShouldBeInRange(1, (1L << 53) - 1);
        (await Accounts.FindAsync(created.Id, Cancel)).ShouldNotBeNull().ShouldBeEquivalentTo(given with { Id = created.Id });
        foreach (var found in new[]
        {
            await Accounts.FindByKeyAsync(given.Key, Cancel), await Accounts.FindByUsernameAsync(given.Username!.ToUpperInvariant(), Cancel),
            await Accounts.FindByEmailAsync(given.Email.ToLowerInvariant(), Cancel), await Accounts.FindByGuestKeyAsync(given.GuestKeyHash, Cancel),
        })
        {
            found.ShouldNotBeNull().Id.ShouldBe(created.Id);
        }
    }

    [Theory]
    [InlineData("Ωmega", "ωMEGA")]
    [InlineData("Ana", "aNA")]
    public async Task Names_differ_by_more_than_case(string first, string second)
    {
        var suffix = Unique();
        await CreateUser(first + suffix);

        var (created, taken) = await Accounts.CreateAsync(NewUser(second + suffix), Cancel);

        created.ShouldBeNull();
        taken.ShouldBe("username");
    }

    [Fact]
    public async Task The_taken_field_is_named()
    {
        var email = $"{Unique()}@example.org";
        var (first, _) = await Accounts.CreateAsync(NewUser() with { Email = email }, Cancel);

        (await Accounts.CreateAsync(NewUser() with { Email = email.ToUpperInvariant() }, Cancel)).TakenField.ShouldBe("email");
        (await Accounts.CreateAsync(NewUser() with { Key = first!.Key }, Cancel)).TakenField.ShouldBe("key");
        (await Accounts.CreateAsync(NewUser(first.Username) with { Key = first.Key }, Cancel)).TakenField.ShouldBe("username");
    }

    [Fact]
    public async Task Guests_without_names_do_not_collide()
    {
        (await Accounts.CreateAsync(NewUser() with { Username = null, Role = UserRole.Guest }, Cancel)).TakenField.ShouldBeNull();
        (await Accounts.CreateAsync(NewUser() with { Username = null, Role = UserRole.Guest }, Cancel)).TakenField.ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_who_want_one_name_at_once_one_gets_it()
    {
        var name = Unique("Wanted");

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Accounts.CreateAsync(NewUser(name), Cancel))));

        results.Count(r => r.Created is not null).ShouldBe(1);
        results.Where(r => r.Created is null).ShouldAllBe(r => r.TakenField == "username");
    }

    [Fact]
    public async Task Of_many_who_rename_themselves_alike_at_once_one_may()
    {
        var users = new List<User>();
        for (var i = 0; i < 8; i++)
            users.Add(await CreateUser());
        var name = Unique("Renamed");

        var results = await Task.WhenAll(users.Select(u => Task.Run(() => Accounts.UpdateAsync(u with { Username = name }, Cancel))));

        results.Count(r => r.Updated is not null).ShouldBe(1);
        results.Count(r => r.TakenField == "username").ShouldBe(7);
    }

    [Fact]
    public async Task An_update_overwrites_what_may_change_and_nothing_else()
    {
        var user = await CreateUser();
        var changed = user with { DisplayName = "Ben", Bio = "new", Role = UserRole.Moderator, TokenGeneration = 99, Key = "other", CreatedAt = Clock.GetUtcNow().AddDays(-1) };

        (await Accounts.UpdateAsync(changed, Cancel)).ShouldBe((changed with { Version = 1 }, null));

        (await Accounts.FindAsync(user.Id, Cancel)).ShouldBe(user with { DisplayName = "Ben", Bio = "new", Role = UserRole.Moderator, Version = 1 });
    }

    [Fact]
    public async Task An_update_of_what_was_read_before_anothers_change_stores_nothing()
    {
        var read = await CreateUser();
        (await Accounts.UpdateAsync(read with { Bio = "first" }, Cancel)).Updated.ShouldNotBeNull();

        (await Accounts.UpdateAsync(read with { DisplayName = "Second" }, Cancel)).ShouldBe((null, null));

        (await Accounts.FindAsync(read.Id, Cancel)).ShouldBe(read with { Bio = "first", Version = 1 });
        (await Accounts.UpdateAsync(read with { Id = new UserId(1L << 50) }, Cancel)).Updated.ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_updates_at_once_over_one_version_one_is_stored()
    {
        var read = await CreateUser();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Accounts.UpdateAsync(read with { Bio = $"{i}" }, Cancel))));

        var stored = results.Single(r => r.Updated is not null).Updated;
        results.ShouldAllBe(r => r.TakenField == null);
        (await Accounts.FindAsync(read.Id, Cancel)).ShouldBe(stored);
    }

    [Fact]
    public async Task Being_seen_and_signing_out_everywhere_are_no_changes_that_an_update_misses()
    {
        var read = await CreateUser();
        await Accounts.SetLastSeenAsync(new Dictionary<UserId, DateTimeOffset> { [read.Id] = Clock.GetUtcNow() }, Cancel);
        await Accounts.EndAllSessionsAsync(read.Id, null, Cancel);

        (await Accounts.UpdateAsync(read with { Bio = "new" }, Cancel)).Updated.ShouldNotBeNull();

        var now = (await Accounts.FindAsync(read.Id, Cancel)).ShouldNotBeNull();
        (now.Bio, now.TokenGeneration, now.LastSeenAt).ShouldBe(("new", 1, Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Whoever_is_removed_frees_name_and_email_but_not_the_key_and_is_not_searched()
    {
        var word = Unique("gone");
        var user = (await Accounts.CreateAsync(NewUser(word) with { DisplayName = word, Email = $"{word}@example.org" }, Cancel)).Created.ShouldNotBeNull();

        await Accounts.UpdateAsync(user with { Username = null, Email = null, IsDeleted = true }, Cancel);

        (await Accounts.FindByKeyAsync(user.Key, Cancel)).ShouldNotBeNull().IsDeleted.ShouldBeTrue();
        (await Accounts.SearchAsync(word, 10, Cancel)).ShouldBeEmpty();
        (await Accounts.CreateAsync(NewUser() with { Key = user.Key }, Cancel)).TakenField.ShouldBe("key");
        (await Accounts.CreateAsync(NewUser(word) with { Email = $"{word}@example.org" }, Cancel)).Created.ShouldNotBeNull();
    }

    [Fact]
    public async Task Search_finds_parts_of_names_and_puts_prefixes_first()
    {
        var word = Unique("zq");
        var inside = await CreateUser("my" + word);
        var (display, _) = await Accounts.CreateAsync(NewUser() with { DisplayName = $"The {word.ToUpperInvariant()}" }, Cancel);
        var prefix = await CreateUser(word + "first");

        var found = await Accounts.SearchAsync(word.ToUpperInvariant(), 10, Cancel);

        found[0].Id.ShouldBe(prefix.Id);
        found.Select(u => u.Id).ShouldBe([prefix.Id, inside.Id, display!.Id], ignoreOrder: true);
        (await Accounts.SearchAsync(word, 1, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_percent_sign_in_a_search_is_just_a_sign()
    {
        var word = Unique("pct");
        await CreateUser($"{word}abc");
        var (exact, _) = await Accounts.CreateAsync(NewUser() with { DisplayName = $@"{word}%_\x" }, Cancel);

        (await Accounts.SearchAsync($@"{word}%_\", 10, Cancel)).Select(u => u.Id).ShouldBe([exact!.Id]);
    }

    [Fact]
    public async Task The_list_of_people_holds_accounts_that_are_neither_removed_nor_banned()
    {
        var now = DateTimeOffset.UtcNow;
        var (account, forgiven, banned, gone) = (await CreateUser(Unique("here")), await CreateUser(Unique("forgiven")), await CreateUser(Unique("banned")), await CreateUser(Unique("gone")));
        var (guest, _) = await Accounts.CreateAsync(NewUser() with { Username = null, Role = UserRole.Guest }, Cancel);
        await Accounts.UpdateAsync(forgiven with { BannedUntil = now.AddHours(-1) }, Cancel);
        await Accounts.UpdateAsync(banned with { BannedUntil = DateTimeOffset.MaxValue }, Cancel);
        await Accounts.UpdateAsync(gone with { Username = null, IsDeleted = true }, Cancel);

        var listed = (await Accounts.ListAsync(now, 100_000, Cancel)).Select(user => user.Id).ToList();

        listed.ShouldBe(listed.OrderBy(id => id.Value));
        listed.ShouldContain(account.Id);
        listed.ShouldContain(forgiven.Id);
        listed.ShouldNotContain(banned.Id);
        listed.ShouldNotContain(gone.Id);
        listed.ShouldNotContain(guest!.Id);
        (await Accounts.ListAsync(now, 1, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Several_users_are_found_at_once()
    {
        var (one, two) = (await CreateUser(), await CreateUser());

        (await Accounts.FindManyAsync([one.Id, two.Id, new UserId(1L << 50)], Cancel)).Select(u => u.Id).ShouldBe([one.Id, two.Id], ignoreOrder: true);
        (await Accounts.FindManyAsync([], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Last_seen_is_kept_for_those_who_exist()
    {
        var user = await CreateUser();
        var at = Clock.GetUtcNow().AddMinutes(5);

        await Accounts.SetLastSeenAsync(new Dictionary<UserId, DateTimeOffset> { [user.Id] = at, [new UserId(1L << 50)] = at }, Cancel);

        (await Accounts.FindAsync(user.Id, Cancel)).ShouldNotBeNull().LastSeenAt.ShouldBe(at);
    }

    [Fact]
    public async Task Text_that_cannot_be_stored_is_an_ordinary_error_and_leaves_nothing()
    {
        var user = NewUser() with { DisplayName = "a\0b" };

        await Should.ThrowAsync<ArgumentException>(() => Accounts.CreateAsync(user, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Accounts.CreateAsync(user with { DisplayName = "\uD83D" }, Cancel));

        (await Accounts.FindByKeyAsync(user.Key, Cancel)).ShouldBeNull();
        (await Accounts.CreateAsync(user with { DisplayName = "🍵" }, Cancel)).Created.ShouldNotBeNull();
    }
}

public sealed class AccountsOnSqlite(SqliteEngine engine) : AccountStoreContract(engine), IClassFixture<SqliteEngine>;

public sealed class AccountsOnPostgres(PostgresEngine engine) : AccountStoreContract(engine), IClassFixture<PostgresEngine>;
