using System.Text.Json;

namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Names, pictures and the rest of what people show: S10, defect 20.</summary>
public class Profiles(RoomsServers servers) : IClassFixture<RoomsServers>
{
    private static readonly string[] Sizes = ["thumbnail", "small", "medium", "large"];

    [Theory, EveryEngine]
    public async Task A_changed_profile_is_stored_and_told_to_the_room(Engine engine) // S10
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);

        var changed = (await ana.Http.Put($"/users/{ana.Id}/profile", Body.Of(
            ("bio", "I like walks.\nAnd cake."), ("accent_color", "#ff00aa"), ("about_text", "More about me"), ("banner_media_type", "image")))).Ok();
        changed.GetProperty("success").GetBoolean().ShouldBeTrue();
        foreach (var user in (JsonElement[])[changed.GetProperty("user"), await ana.Self(), (await chat.Stranger().Get($"/users/{ana.Id}")).Ok()])
        {
            user.Text("bio").ShouldBe("I like walks.\nAnd cake.");
            user.Text("accent_color").ShouldBe("#ff00aa");
            user.Text("about_text").ShouldBe("More about me");
            user.Text("username").ShouldBe(ana.Name);
            user.TryGetProperty("password_hash", out _).ShouldBeFalse();
        }

        var told = await sockets[1].Sees("profile_updated");
        told.Text("user_id").ShouldBe(ana.Id);
        told.Text("room_id").ShouldBe(room);
        told.Text("username").ShouldBe(ana.Name);
        told.Text("bio").ShouldBe("I like walks.\nAnd cake.");

        (await ana.Http.Put($"/users/{ana.Id}/profile", Body.Of(("bio", ""), ("accent_color", null)))).Ok();
        var cleared = await ana.Self();
        cleared.Text("bio").ShouldBeNullOrEmpty();
        cleared.Text("accent_color").ShouldBe("#ff00aa");
    }

    [Theory, EveryEngine]
    public async Task A_profile_that_cannot_be_is_refused(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        Task<RoomsAnswer> Put(string field, string value) => ana.Http.Put($"/users/{ana.Id}/profile", Body.Of((field, value)));

        (await Put("avatar_url", "data:image/png;base64,AAAA")).ShouldRefuse(400, "Avatar must be a URL, not base64 data");
        (await Put("avatar_url", $"https://pictures.example.com/{new string('x', 2_000)}")).ShouldRefuse(400, "Avatar URL too long (max 2000 chars)");
        (await Put("display_name", "x")).ShouldRefuse(400, "Display name must be at least 2 characters");
        (await Put("username", bob.Name)).ShouldRefuse(409);
        (await ana.Self()).Text("avatar_url").ShouldBeNull();
    }

    [Theory, EveryEngine]
    public async Task A_display_name_alone_is_the_username_too(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Account("ana");
        var name = RoomsChat.Unique("anabel");

        (await ana.Http.Put($"/users/{ana.Id}/profile", Body.Of(("display_name", name)))).Ok();

        var self = await ana.Self();
        self.Text("display_name").ShouldBe(name);
        self.Text("username").ShouldBe(name);
        (await chat.Stranger().Post("/auth/login", Body.Of(("username", name), ("password", RoomsChat.Password)))).Ok();
    }

    [Theory, EveryEngine]
    public async Task A_frame_changes_how_one_looks_in_the_room_and_all_are_told(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);

        foreach (var (type, picture) in ((string, string)[])[("profile_updated", "one"), ("avatar_updated", "two")])
        {
            var url = $"https://pictures.example.com/{picture}.jpg";
            await sockets[0].Sends(("type", type), ("username", ana.Name), ("prevUsername", ana.Name), ("bio", "walks"), ("email", "ana@example.com"), ("avatar", url));
            foreach (var socket in sockets)
            {
                var told = await socket.Sees(type);
                told.Text("user_id").ShouldBe(ana.Id);
                told.Text("username").ShouldBe(ana.Name);
                told.Text("avatar_url").ShouldBe(url);
                told.Text("avatar").ShouldBe(url);
                told.GetRawText().ShouldNotContain("ana@example.com");
            }
        }

        await sockets[0].Sends(("type", "message"), ("content", "with my new picture"));
        (await sockets[1].SeesMessage("with my new picture")).Text("avatar").ShouldBe("https://pictures.example.com/two.jpg");
    }

    [Theory, EveryEngine]
    public async Task Addresses_are_shown_to_their_owner_and_there_is_no_list_of_everybody(Engine engine) // defect 20
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));

        (await ana.Self()).Text("email").ShouldBe($"{ana.Name}@example.com");
        (await bob.Http.Get($"/users/{ana.Id}")).Ok().Text("email").ShouldBeNullOrEmpty();
        (await chat.Stranger().Get($"/users/{ana.Id}")).Text.ShouldNotContain("@example.com");
        (await chat.Stranger().Get($"/users/search?q={ana.Name}")).Text.ShouldNotContain("@example.com");
        (await chat.Stranger().Get("/users")).Status.ShouldBeOneOf(404, 405);
    }

    [Theory, EveryEngine]
    public async Task People_are_found_by_part_of_their_name(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var part = RoomsChat.Unique("Needle");
        var ana = await chat.Account($"x{part}y");
        var bob = await chat.Account($"z{part}");

        var found = (await chat.Stranger().Get($"/users/search?q={part.ToUpperInvariant()}&limit=20")).Ok();
        found.Texts("id").ShouldBe([ana.Id, bob.Id], ignoreOrder: true);
        (await chat.Stranger().Get($"/users/search?q={part}&limit=1")).Ok().GetArrayLength().ShouldBe(1);
        (await chat.Stranger().Get("/users/search?q=")).Ok().GetArrayLength().ShouldBe(0);
        (await chat.Stranger().Get("/users/search?q=%25")).Ok().GetArrayLength().ShouldBe(0);
        (await chat.Stranger().Get("/users/search?q=_%25_")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Theory, EveryEngine]
    public async Task An_uploaded_picture_is_everywhere_and_the_one_before_is_gone(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, bob, ana);

        var former = await Uploads(ana, HttpMethod.Post, $"/avatars/upload/{ana.Id}");
        var urls = await Uploads(ana, HttpMethod.Put, $"/users/{ana.Id}/avatar");
        foreach (var size in Sizes)
        {
            var (status, bytes, type) = await ana.Http.Fetch(urls.Text(size)!);
            status.ShouldBe(200);
            type.ShouldBe("image/jpeg");
            bytes.ShouldBe(Picture(size));
            (await ana.Http.Fetch(former.Text(size)!)).Status.ShouldBe(404);
        }

        (await ana.Self()).GetProperty("avatar_urls").Text("large").ShouldBe(urls.Text("large"));
        await ana.Says(sockets[1], "look");
        (await sockets[0].SeesAtLast("message")).Text("avatar").ShouldBe(urls.Text("medium"));

        (await bob.Http.Delete($"/avatars/delete/{ana.Id}")).ShouldRefuse(403);
        (await ana.Http.Delete($"/avatars/delete/{ana.Id}")).Ok().Text("message").ShouldBe("Avatar deleted");
        (await ana.Self()).Text("avatar_url").ShouldBeNull();
        (await ana.Http.Fetch(urls.Text("medium")!)).Status.ShouldBe(404);
    }

    [Theory, EveryEngine]
    public async Task Only_pictures_are_pictures(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        var page = "<html><script>alert(1)</script></html>"u8.ToArray();

        (await ana.Http.Upload(HttpMethod.Put, $"/users/{ana.Id}/avatar", ("medium", page))).ShouldRefuse(400);
        (await ana.Http.Upload(HttpMethod.Put, $"/users/{ana.Id}/avatar")).ShouldRefuse(400);
        (await bob.Http.Upload(HttpMethod.Put, $"/users/{ana.Id}/avatar", ("medium", Picture("medium")))).ShouldRefuse(403);
        (await bob.Http.Upload(HttpMethod.Put, "/users/nobody-at-all/avatar", ("medium", Picture("medium")))).ShouldRefuse(404);
        (await ana.Self()).Text("avatar_url").ShouldBeNull();
        (await chat.Stranger().Get("/avatars/health")).Ok().Text("status").ShouldBe("healthy");
    }

    private static async Task<JsonElement> Uploads(RoomsPerson person, HttpMethod method, string path)
    {
        var answer = (await person.Http.Upload(method, path, [.. Sizes.Select(size => (size, Picture(size)))])).Ok();
        answer.GetProperty("success").GetBoolean().ShouldBeTrue();
        var urls = answer.GetProperty("avatar_urls");
        foreach (var size in Sizes)
        {
            Uri.TryCreate(urls.Text(size), UriKind.Absolute, out _).ShouldBeTrue();
            urls.Text(size)!.Length.ShouldBeLessThan(300);
        }

        answer.Text("avatar_url").ShouldBe(urls.Text("medium"));
        return urls.Clone();
    }

    /// <summary>The smallest JPEG there is, with the size's name as a comment, so that each is a file of its own.</summary>
    private static byte[] Picture(string comment)
    {
        byte[] start = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
        byte[] note = [0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. comment.Select(c => (byte)c)];
        byte[] table = [0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)];
        byte[] frame = [0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0];
        byte[] codes = [0xFF, 0xC4, 0, 20, 0, 0, 1, .. new byte[14], 3, 0xFF, 0xC4, 0, 20, 0x10, 0, 1, .. new byte[14], 0];
        byte[] scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x37, 0xFF, 0xD9];
        return [.. start, .. note, .. table, .. frame, .. codes, .. scan];
    }
}
