using Parlance.Core;

namespace Parlance.Tests.Core;

public class LoadingCacheTests
{
    private readonly TestClock _clock = new();
    private readonly Queue<TaskCompletionSource<string>> _loads = new();
    private readonly LoadingCache<int, string> _cache;
    private int _reads;

    public LoadingCacheTests() => _cache = new LoadingCache<int, string>(_ =>
    {
        _reads++;
        return _loads.Dequeue().Task;
    }, _clock, 100, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task An_answer_read_before_a_change_is_not_kept()
    {
        var slow = Expect();
        var first = _cache.GetAsync(1);
        _cache.Forget(1); // the change, while the read is under way
        slow.SetResult("before");
        (await first).ShouldBe("before");

        _cache.TryGet(1, out _).ShouldBeFalse();
        Expect().SetResult("after");
        (await _cache.GetAsync(1)).ShouldBe("after");
        _cache.TryGet(1, out var kept).ShouldBeTrue();
        kept.ShouldBe("after");
    }

    [Fact]
    public async Task A_late_answer_does_not_overwrite_a_newer_one()
    {
        var slow = Expect();
        var first = _cache.GetAsync(1);
        _cache.Forget(1);
        Expect().SetResult("after");
        (await _cache.GetAsync(1)).ShouldBe("after");

        slow.SetResult("before");
        await first;
        _cache.TryGet(1, out var kept).ShouldBeTrue();
        kept.ShouldBe("after");
    }

    [Fact]
    public async Task Those_who_ask_at_once_share_one_read()
    {
        var load = Expect();
        var asked = Enumerable.Range(0, 10).Select(_ => _cache.GetAsync(1).AsTask()).ToArray();
        load.SetResult("value");
        (await Task.WhenAll(asked)).ShouldAllBe(value => value == "value");
        _reads.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_read_fails_those_who_waited_and_is_tried_again()
    {
        var load = Expect();
        var (one, two) = (_cache.GetAsync(1).AsTask(), _cache.GetAsync(1).AsTask());
        load.SetException(new TimeoutException());
        await Should.ThrowAsync<TimeoutException>(one);
        await Should.ThrowAsync<TimeoutException>(two);

        Expect().SetResult("value");
        (await _cache.GetAsync(1)).ShouldBe("value");
    }

    [Fact]
    public async Task An_entry_is_read_again_when_it_is_old()
    {
        Expect().SetResult("old");
        await _cache.GetAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(61));
        _cache.TryGet(1, out _).ShouldBeFalse();

        Expect().SetResult("new");
        (await _cache.GetAsync(1)).ShouldBe("new");
    }

    private TaskCompletionSource<string> Expect()
    {
        var load = new TaskCompletionSource<string>();
        _loads.Enqueue(load);
        return load;
    }
}
