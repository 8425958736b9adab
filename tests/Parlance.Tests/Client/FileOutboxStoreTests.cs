using Parlance.Client;

namespace Parlance.Tests.Client;

public sealed class FileOutboxStoreTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("parlance-outbox-").FullName, "outbox");
    private readonly CancellationToken _none = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task Another_process_finds_everything_as_it_was_and_in_order()
    {
        var second = new PendingMessage
        {
            ClientId = "../../second",
            Conversation = 5,
            Content = "two ❤",
            Number = 2,
            QueuedAt = DateTimeOffset.FromUnixTimeMilliseconds(1763697600000),
            Options = new SendOptions { ReplyTo = 7, Mentions = [13], Attachments = [new Attachment("/media/a.png", "a.png", "image/png", 1)] },
            Refusal = new MessageRefusal("forbidden", "No.", "Ask."),
        };
        var store = new FileOutboxStore(_folder);
        await store.PutAsync(second, _none);
        await store.PutAsync(new PendingMessage { ClientId = "first", Conversation = "lounge", Content = "one", Number = 1 }, _none);

        var found = await new FileOutboxStore(_folder).AllAsync(_none);

        found.Select(m => m.Content).ShouldBe(["one", "two ❤"]);
        found[0].Conversation.Key.ShouldBe("lounge");
        (found[1] with { Options = null }).ShouldBe(second with { Options = null });
        (found[1].Options! with { Mentions = null, Attachments = null }).ShouldBe(new SendOptions { ReplyTo = 7 });
        found[1].Options!.Mentions.ShouldBe([13]);
        found[1].Options!.Attachments.ShouldBe(second.Options!.Attachments);
        Directory.GetFileSystemEntries(Path.GetDirectoryName(_folder)!).ShouldBe([_folder]);
    }

    [Fact]
    public async Task A_message_put_again_takes_its_own_place_and_one_removed_is_gone()
    {
        var store = new FileOutboxStore(_folder);
        await store.PutAsync(new PendingMessage { ClientId = "a", Content = "before" }, _none);
        await store.PutAsync(new PendingMessage { ClientId = "a", Content = "after" }, _none);

        (await store.AllAsync(_none)).Single().Content.ShouldBe("after");
        await store.RemoveAsync("a", _none);
        await store.RemoveAsync("never there", _none);

        (await store.AllAsync(_none)).ShouldBeEmpty();
    }
}
